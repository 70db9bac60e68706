/** Opens the socket before the shell has run. A classic script, so nothing is exported and nothing is shared. */
(() => {
  const url = (document.currentScript as HTMLScriptElement | null)?.dataset.socket;
  if (!url) return;
  const address = new URL(url, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const frames: string[] = [];
  const socket = new WebSocket(address, ["envision.1"]);
  socket.onmessage = (event) => frames.push(event.data);
  Object.assign(window, { __envision: { socket, frames } });
})();
