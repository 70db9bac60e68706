/** The page on the screen, its tree, and the page that was asked for. */
import type { UnknownAction } from "@reduxjs/toolkit";
import type { GetPageResult, Node, PageChanged } from "../protocol/messages.gen";
import type { Problem } from "../publicTypes";
import { inputsChanged, inputsSaved, pageChanged, pageFailed, pageOpened, pageRequested, versionSeen } from "./events";
import { shareStructure } from "./shareStructure";

export interface PageState {
  readonly workspace: string;
  /** Path of the page on the screen; empty before the first one. */
  readonly page: string;
  readonly title: string;
  readonly tree: readonly Node[];
  /** Of the workspace, rises with every change. */
  readonly version: number;
  readonly digest: string;
  /** The page that was asked for and has not come yet. */
  readonly requested: string | null;
  /** Why the page that was asked for could not be opened. */
  readonly failure: ({ page: string } & Problem) | null;
}

const nothing: PageState = {
  workspace: "",
  page: "",
  title: "",
  tree: [],
  version: 0,
  digest: "",
  requested: null,
  failure: null,
};

/** A plain reducer: Immer would freeze the tree, and with it data that chart libraries write into. */
export function pageReducer(state: PageState = nothing, action: UnknownAction): PageState {
  if (pageRequested.match(action)) return { ...state, requested: action.payload };
  if (pageOpened.match(action)) return opened(state, action.payload);
  if (pageChanged.match(action)) return changed(state, action.payload);
  if (pageFailed.match(action)) return { ...state, requested: null, failure: action.payload };
  if (versionSeen.match(action)) return seen(state, action.payload);
  if (inputsSaved.match(action) || inputsChanged.match(action)) return seen(state, action.payload.version);
  return state;
}

function opened(state: PageState, result: GetPageResult): PageState {
  const isSame = result.page === state.page && result.workspace === state.workspace;
  return {
    workspace: result.workspace,
    page: result.page,
    title: result.title,
    tree: isSame ? newTree(state, result) : result.tree,
    version: Math.max(result.workspace === state.workspace ? state.version : 0, result.version),
    digest: result.digest,
    requested: null,
    failure: null,
  };
}

function changed(state: PageState, push: PageChanged): PageState {
  if (push.page !== state.page) return seen(state, push.version);
  return { ...seen(state, push.version), title: push.title, tree: newTree(state, push), digest: push.digest };
}

function newTree(state: PageState, { tree, digest }: { tree: Node[]; digest: string }): readonly Node[] {
  return digest !== "" && digest === state.digest ? state.tree : shareStructure(state.tree, tree);
}

function seen(state: PageState, version: number): PageState {
  return version > state.version ? { ...state, version } : state;
}
