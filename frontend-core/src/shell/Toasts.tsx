/** Notices as toasts that go by themselves. */
import { useEffect, useState } from "react";
import { useSession } from "../render/context";
import { noticeClosed } from "../store/events";
import { useAppSelector } from "../store/hooks";
import type { Notice } from "../store/noticesSlice";

const SHOWN_MS = 6_000;
const PROBLEM_SHOWN_MS = 15_000;

export function Toasts() {
  const notices = useAppSelector((state) => state.notices);
  return (
    <div className="env-toasts">
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Toast({ notice }: { notice: Notice }) {
  const session = useSession();
  const [isHeld, setHeld] = useState(false);
  const isProblem = notice.level === "error" || notice.level === "warning";
  const close = () => session.store.dispatch(noticeClosed(notice.id));
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(
      () => session.store.dispatch(noticeClosed(notice.id)),
      isProblem ? PROBLEM_SHOWN_MS : SHOWN_MS,
    );
    return () => clearTimeout(timer);
  }, [session, notice.id, isHeld, isProblem]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only delays what goes by itself.
    <div
      className="env-toast"
      data-level={notice.level}
      role={isProblem ? "alert" : "status"}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      <button type="button" className="env-icon-button" aria-label="Close notice" onClick={close}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4 4 8 8m0-8-8 8" />
        </svg>
      </button>
    </div>
  );
}
