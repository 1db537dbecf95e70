/** The documentation as a site: README.md, docs/ and what they link to, with search, and nothing fetched from elsewhere. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defineConfig } from 'vitepress';

const root = resolve(import.meta.dirname, '../..');

/** Every page of docs/ stands in one of these groups, in the order in which a person needs them. */
const groups: Readonly<Record<string, readonly string[]>> = {
  Start: ['README', 'docs/faq'],
  Guides: [
    'docs/adopt',
    'docs/ci',
    'docs/people',
    'docs/leavers',
    'docs/teams',
    'docs/promotion',
    'docs/watch',
    'docs/limits',
    'docs/recovery',
    'docs/emulator',
    'docs/library',
  ],
  Reference: [
    'docs/configuration',
    'docs/reference',
    'docs/commands',
    'docs/safety',
    'docs/state',
    'docs/exit-codes',
    'docs/errors',
    'docs/troubleshooting',
    'docs/SECURITY',
    'docs/emulator-fidelity',
    'src/emulator/BEHAVIOUR',
  ],
  Project: [
    'ARCHITECTURE',
    'CONTRIBUTING',
    'CHANGELOG',
    'examples/README',
    'examples/quickstart/README',
    'examples/contact-centre/README',
    'examples/hr/README',
    'examples/ci/README',
    'examples/deploy/README',
  ],
};

const pages = Object.values(groups).flat();
const onDisk = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name.slice(0, -3)}`);
for (const page of onDisk)
  if (!pages.includes(page)) throw new Error(`${page}.md is in no group of site/.vitepress/config.mts`);
for (const page of pages)
  if (!existsSync(join(root, `${page}.md`)))
    throw new Error(`site/.vitepress/config.mts names ${page}.md, which does not exist`);

// The builder finds its packages only for pages below its own folder, so they are copied there.
const copies = resolve(import.meta.dirname, '../pages');
rmSync(copies, { recursive: true, force: true });
for (const page of pages) cpSync(join(root, `${page}.md`), join(copies, `${page}.md`));
cpSync(join(root, 'docs/pictures'), join(copies, 'docs/pictures'), { recursive: true });

/** Files that pages link to and that are no pages themselves; they are copied beside them. */
const linked = new Set<string>();

export default defineConfig({
  title: 'connect-sync',
  description: 'The users of Amazon Connect as YAML files say: plan, apply, watch',
  lang: 'en',
  srcDir: 'pages',
  outDir: '../dist-site',
  cacheDir: '../node_modules/.cache/vitepress',
  rewrites: { 'README.md': 'index.md' },
  // `hrefOf` fails the build for a link to no file; localhost is the reader's own machine.
  ignoreDeadLinks: ['localhostLinks', /\/[^./]+(\.service)?$/],
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: Object.entries(groups).map(([text, items]) => ({
      text,
      items: items.map((page) => ({ text: titleOf(page), link: page === 'README' ? '/' : `/${page}` })),
    })),
  },
  markdown: {
    config(markdown) {
      const { link_open = (tokens, index, options, _env, self) => self.renderToken(tokens, index, options) } =
        markdown.renderer.rules;
      markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
        const token = tokens[index];
        const href = token?.attrGet('href') ?? '';
        if (token && /^[\w.]/.test(href) && !/^\w+:/.test(href) && !/\.(md|html)(#|$)/.test(href)) {
          token.attrSet(
            'href',
            hrefOf(join(root, dirname(env.relativePath === 'index.md' ? 'README.md' : env.relativePath)), href),
          );
        }
        return link_open(tokens, index, options, env, self);
      };
    },
  },
  buildEnd({ outDir }) {
    for (const path of linked) cpSync(join(root, path), join(outDir, path));
  },
});

/** A folder becomes its README; a file is copied; a link to neither fails the build. */
function hrefOf(folder: string, href: string): string {
  const path = join(folder, decodeURI(href));
  if (statSync(path).isDirectory()) return `${href.replace(/\/$/, '')}/README.md`;
  linked.add(relative(root, path));
  return href;
}

/** The first heading of a page. */
function titleOf(page: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(root, `${page}.md`), 'utf8')) ?? [];
  return title ?? page;
}
