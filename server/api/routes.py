"""The image API: send a picture, get its faces' emotions, or the picture with them drawn on it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.api import openapi
from server.api.drawing import annotate
from server.api.images import decode, encode
from server.api.pool import Check, WorkPool
from server.api.rate_limit import RateLimit
from server.api.upload import drain, extract_picture, read_body
from server.faces.manifests import Manifests
from server.faces.recognition import FaceReading, Recogniser
from server.problems import Problem
from server.settings import Settings

NO_STORE = {"Cache-Control": "no-store"}

T = TypeVar("T")


def api_router(settings: Settings, manifests: Manifests) -> APIRouter:
    """Return the API's routes.

    Args:
        settings: the host's settings.
        manifests: what the networks' manifests say.
    """
    router = APIRouter(prefix="/api/v1")
    pool = WorkPool(settings.jobs, settings.queue)
    rate_limit = RateLimit(settings.requests_per_minute)
    of_thread = threading.local()

    def recogniser() -> Recogniser:
        if not hasattr(of_thread, "recogniser"):
            of_thread.recogniser = Recogniser(manifests)
        found: Recogniser = of_thread.recogniser
        return found

    async def answer(request: Request, work: Callable[[bytearray, Check], T]) -> T:
        """Read the request's picture and return `work` of it."""
        try:
            rate_limit.take(request.client.host if request.client else "")
            with pool.place():
                body = await read_body(request, settings)
                picture = pool.run(lambda check: work(extract_picture(request, body), check))
                return await _while_connected(request, picture)
        except Problem:
            await drain(request)
            raise

    @router.post("/emotions", openapi_extra=openapi.PICTURE, responses=openapi.PROBLEMS)
    async def emotions(request: Request, response: Response) -> list[FaceReading]:
        """Read the emotions of a picture's faces, from left to right.

        The picture is a JPEG, PNG or WebP, as the field "file" of a form or as the whole body.
        It is analysed in memory and forgotten.
        """

        def work(content: bytearray, check: Check) -> list[FaceReading]:
            return recogniser().analyse(decode(content, settings).pixels, check)

        response.headers.update(NO_STORE)
        return await answer(request, work)

    @router.post(
        "/annotated",
        openapi_extra=openapi.PICTURE,
        responses={**openapi.ANNOTATED, **openapi.PROBLEMS},
        response_class=Response,
    )
    async def annotated(request: Request) -> Response:
        """Return the picture, in the format it came in, with a box and a label on each face."""

        def work(content: bytearray, check: Check) -> Response:
            picture = decode(content, settings)
            faces = recogniser().analyse(picture.pixels, check)
            check()
            drawn = encode(annotate(picture.pixels, faces), picture.media_type)
            return Response(drawn, media_type=picture.media_type, headers=NO_STORE)

        return await answer(request, work)

    @router.get("/model", responses=openapi.MANIFEST, response_class=Response)
    async def model() -> Response:
        """Return the model's manifest: its emotions, alignment, and measured accuracy."""
        headers = {"Cache-Control": "no-cache"}
        manifest = manifests.expression.model_dump_json(by_alias=True)
        return Response(manifest, media_type="application/json", headers=headers)

    return router


async def _while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, or cancel it when the client goes away.

    Raises:
        ClientDisconnect: it went away.
    """
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
