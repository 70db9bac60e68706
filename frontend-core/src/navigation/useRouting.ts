/** Keeps the address, the page on the screen and the server's wishes together. */
import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { useSession } from "../render/context";
import { pageOf, pathOf } from "../session/boot";
import { useAppSelector } from "../store/hooks";

export function useRouting(): void {
  const session = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const workspace = useAppSelector((state) => state.page.workspace);
  const page = useAppSelector((state) => state.page.page);

  useEffect(() => {
    session.navigate = (target) => {
      const { hasNewVersion } = session.store.getState().connection;
      const current = session.store.getState().page.workspace;
      // The moment to fetch the new version is when the person expects a new page anyway.
      if (hasNewVersion) location.assign(session.boot.urls.base.replace(/\/$/, "") + pathOf(current, target));
      else navigate(pathOf(current, target));
    };
  }, [session, navigate]);

  // The address decides. The first page may be addressed without a name; it is given its own address below.
  const before = useRef(pathname);
  useEffect(() => {
    const { page: shown, requested, failure } = session.store.getState().page;
    const wanted = pageOf(pathname).page;
    // A page that failed at one address may open at another: in a workspace that exists.
    const isRetry = failure !== null && requested === null && before.current !== pathname;
    before.current = pathname;
    if (wanted !== "" && (isRetry || wanted !== (requested ?? failure?.page ?? shown))) void session.openPage(wanted);
  }, [session, pathname]);

  useEffect(() => {
    const { requested, failure } = session.store.getState().page;
    if (page === "" || requested !== null || failure) return;
    const here = pageOf(location.pathname.slice(session.boot.urls.base.length - 1));
    if (here.page !== page || here.workspace !== workspace) navigate(pathOf(workspace, page), { replace: true });
  }, [session, navigate, workspace, page]);
}
