// The one script of the page that is not made by wasm-bindgen. It stands in a file of its own
// because the content security policy allows no inline script. The wasm, by far the largest file, is
// asked for and compiled before anything else; the window is drawn once its styles are there, since
// lists measure themselves.
const compiled = fetch("/trucban-ui_bg.wasm")
  .then((answer) => answer.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes));
const glue = import("/trucban-ui.js");

const styled = [...document.querySelectorAll("link[rel=stylesheet]")]
  .filter((link) => !link.sheet)
  .map((link) => new Promise((done) => (link.onload = link.onerror = done)));
await Promise.all(styled);

const { default: start } = await glue;
await start({ module_or_path: await compiled });
