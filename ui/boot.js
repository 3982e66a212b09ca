// The one script of the page that is not made by wasm-bindgen. It stands in a file of its own
// because the content security policy allows no inline script.
import start from "/trucban-ui.js";

await start({ module_or_path: "/trucban-ui_bg.wasm" });
