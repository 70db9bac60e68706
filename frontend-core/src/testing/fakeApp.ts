/** Boot data of an invented app, for tests. */
import type { GetPageResult, Module, Node } from "../protocol/messages.gen";
import type { Boot } from "../session/boot";

export function fakeModule(kind: string, more: Partial<Module> = {}): Module {
  const [plugin = "", name = ""] = kind.split(".");
  return {
    plugin,
    url: `/_envision/p/${plugin}/${name}.js`,
    css: [],
    preload: [],
    export: name,
    min_height: 80,
    state: "ok",
    ...more,
  };
}

export function fakePage(tree: Node[], more: Partial<GetPageResult> = {}): GetPageResult {
  return {
    workspace: "w1",
    page: "home",
    title: "Home",
    tree,
    values: {},
    version: 1,
    forms: {},
    jobs: [],
    notice: 0,
    digest: "",
    navigation: [{ page: "home", title: "Home", icon: null, path: "home", locked: false, requires: [] }],
    ...more,
  };
}

export function fakeBoot(
  page: GetPageResult,
  modules: Record<string, Module> = {},
  more: Partial<Boot["app"]> = {},
): Boot {
  return {
    app: {
      name: "Test app",
      theme: { primary: "indigo", font: "", radius: "md", scheme: "light" },
      navigation: page.navigation,
      navigation_style: "sidebar",
      user: null,
      workspace: page.workspace,
      modules,
      build: "b1",
      protocol: "envision.1",
      ...more,
    },
    page,
    refreshes: [],
    urls: { base: "/", socket: "/ws/", upload: "/_envision/upload", assets: "/_envision/" },
  };
}
