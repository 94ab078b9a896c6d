"""The tasks, one file each: what `fit` must know to train a network for something.

A new task is a file with a subclass of `training.tasks.task.Task` and its name in `AnyTask`; how it
is evaluated stands in `training.__main__`.
"""

from typing import Annotated

from pydantic import Field

from training.tasks.expression import Expression
from training.tasks.follow import Follow

AnyTask = Annotated[Expression | Follow, Field(discriminator="kind")]
