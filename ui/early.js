// Runs before the page's own scripts, handed to the window by the shell, because what it begins takes
// longest: it has the program fetched and compiled, hears what becomes stale, and asks for what the
// first picture shows. The page takes all of it over (boot.js, src/early.rs).
//
// The program comes packed: the window takes a file in by small pieces, which costs more than
// unpacking. Measured: a stream that is compiled while it comes (compileStreaming) takes longer here.
(() => {
  const shell = window.__TAURI_INTERNALS__;
  const early = { heard: [], tell: (topic) => early.heard.push(topic) };
  early.program = program();
  early.listening = listen();
  // Whatever becomes stale from then on is heard of, so the answer cannot be old unnoticed.
  early.picture = early.listening.then(() => shell.invoke("read_first_picture", { args: {} }));
  window.early = early;

  async function program() {
    const packed = await fetch("/trucban-ui_bg.wasm.gz");
    const unpacked = packed.body.pipeThrough(new DecompressionStream("gzip"));
    return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  }

  async function listen() {
    const handler = shell.transformCallback((event) => early.tell(event.payload));
    return shell.invoke("plugin:event|listen", { event: "topic", target: { kind: "Any" }, handler });
  }
})();
