// The one script of the page that is not made by wasm-bindgen. It stands in a file of its own
// because the content security policy allows no inline script. The wasm, by far the largest file, is
// asked for and compiled before anything else, which leaves this thread to the letters and to a first
// layout; the window is drawn once its styles are there, since lists measure themselves. Measured: a
// stream that is compiled while it comes (compileStreaming) takes longer here.
const compiled = fetch("/trucban-ui_bg.wasm")
  .then((answer) => answer.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes));
const glue = import("/trucban-ui.js");

const styled = [...document.querySelectorAll("link[rel=stylesheet]")]
  .filter((link) => !link.sheet)
  .map((link) => new Promise((done) => (link.onload = link.onerror = done)));
await Promise.all(styled);
const faces = ["400", "500", "600", "700"].map((weight) => `${weight} 13px "Be Vietnam Pro"`);
for (const face of [...faces, '13px "Inter Num"']) {
  document.fonts.load(face, "Trực Ban 0");
}

const { default: start } = await glue;
await start({ module_or_path: await compiled });
