/** For tests of component packages: `import { renderComponent } from "@envision/core/testing"`. */
export { RpcError } from "../transport/rpcError";
export { type FakeCall, type FakeSocket, fakeSocket, type Reply } from "./fakeSocket";
export { type RenderedComponent, type RenderOptions, renderComponent } from "./renderComponent";
