/** For tests of component packages: `import { renderComponent } from "@envision/core/testing"`. */
export { fakeSocket, type FakeSocket } from "./fakeSocket";
export { renderComponent, type RenderOptions } from "./renderComponent";
