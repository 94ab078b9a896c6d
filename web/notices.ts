import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FILES = {
  'LICENSE.txt': '../LICENSE',
  'NOTICE.txt': '../NOTICE',
  'LICENSES/Apache-2.0.txt': '../LICENSES/Apache-2.0.txt',
};

const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
pre { overflow-wrap: anywhere; white-space: pre-wrap; font: inherit; }
`;

/**
 * Puts the licences of all that the page is built from beside it, as they demand: as they are, and
 * as one page that is kept for use without a network.
 */
export function notices(): Plugin {
  return {
    name: 'camxuc-notices',
    generateBundle() {
      const texts = Object.entries(FILES).map(([fileName, path]) => {
        const source = readFileSync(new URL(path, import.meta.url), 'utf8');
        this.emitFile({ type: 'asset', fileName, source });
        return source;
      });
      this.emitFile({ type: 'asset', fileName: 'licences.html', source: toPage(texts) });
      this.emitFile({ type: 'asset', fileName: 'licences.css', source: STYLE });
    },
  };
}

function toPage(texts: readonly string[]): string {
  const parts = texts.map((text) => `<pre>${toHtml(text)}</pre>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Camxuc: licences</title>
<link rel="stylesheet" href="./licences.css">
</head>
<body>
<h1>Licences</h1>
<p lang="vi">Giấy phép của các thành phần trong ứng dụng.</p>
${parts.join('\n<hr>\n')}
</body>
</html>
`;
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
