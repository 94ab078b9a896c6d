import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

const PAGE = 'src/page.tsx';

/**
 * Has the browser fetch the page's own module and its styles as soon as it reads the HTML, though
 * the first script only imports them once it has started vision.
 */
export function preload(): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const page = Object.values(bundle).find(
          (file): file is Rolldown.OutputChunk =>
            file.type === 'chunk' && Boolean(file.facadeModuleId?.endsWith(PAGE)),
        );
        if (!page) throw new Error(`preload: nothing was built from ${PAGE}`);
        return [
          ...[page.fileName, ...page.imports].map((file) => link('modulepreload', file)),
          ...[...(page.viteMetadata?.importedCss ?? [])].map((file) => link('stylesheet', file)),
        ];
      },
    },
  };
}

function link(rel: string, file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, href: `./${file}`, crossorigin: true }, injectTo: 'head' };
}
