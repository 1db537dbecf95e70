/** What all pages look like: colours, light or dark as the reader's device is, and type. */
export const palette = `:root {
  --back: #f6f7f8; --card: #ffffff; --text: #1c2128; --quiet: #57606a; --line: #d5dae0; --link: #0a58ca;
  --good: #1a7f37; --wait: #8a5a00; --bad: #c01f2b; --good-back: #e9f6ec; --work: #0a58ca; --work-back: #e8f1fd; --held: #6e4fa3; --held-back: #f1ecf9; --wait-back: #fdf4de; --bad-back: #fdecec;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0e1216; --card: #161b21; --text: #e4e8ec; --quiet: #9aa5b1; --line: #2c343d; --link: #79b0ff;
    --good: #56c271; --wait: #e0ab3f; --bad: #ff7d78; --good-back: #12261a; --work: #79b0ff; --work-back: #10202f; --held: #c3a8ef; --held-back: #211a2e; --wait-back: #2a2210; --bad-back: #2e1618;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.0625rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0 0 .5rem; }
a { color: var(--link); }
ul, ol { margin: 0; padding: 0; list-style: none; }
summary { cursor: pointer; padding: .25rem 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin: 0 0 1rem; }
:focus-visible { outline: .1875rem solid var(--link); outline-offset: .125rem; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
