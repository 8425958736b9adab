import { lazy, type ComponentType } from 'react';
import { lateCode } from '../state/late-code.ts';

/** A view whose code comes when it is first shown, however bad the connection. */
// `any` as React.lazy itself has it: the properties are the view's own.
export const late = <T extends ComponentType<any>>(load: () => Promise<{ default: T }>) => lazy(() => lateCode.load(load));
