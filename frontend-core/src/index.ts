/** Public API for component authors: `import { useInput } from "@envision/core"`. Everything else is private. */
export { FormScope, Link, useAction, useCall, useForm, useInput, useJob, useNavigate, useNotify, useTheme, useUpload, useWidget } from "./api/stubs";
export { ErrorCard } from "./render/ErrorCard";
export { Placeholder } from "./render/Placeholder";
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
