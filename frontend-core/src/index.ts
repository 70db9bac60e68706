/** Public API for component authors: `import { useInput } from "@envision/core"`. Everything else is private. */
export { useAction } from "./api/useAction";
export { useCall } from "./api/useCall";
export { FormScope, useForm } from "./api/useForm";
export { useInput } from "./api/useInput";
export { useJob, useNavigate, useNotify } from "./api/useShell";
export { useTheme } from "./api/useTheme";
export { useUpload } from "./api/useUpload";
export { useWidget } from "./api/useWidget";
export { PageLink as Link } from "./navigation/PageLink";
export type {
  ActionHandle,
  Call,
  CallError,
  ChildNode,
  ComponentProps,
  FormHandle,
  InputHandle,
  JobState,
  NoticeLevel,
  Problem,
  ThemeTokens,
  UploadedValue,
  UploadHandle,
  WidgetState,
} from "./publicTypes";
export { ErrorCard } from "./render/ErrorCard";
export { Placeholder } from "./render/Placeholder";
export { JobProgress } from "./shell/JobProgress";
