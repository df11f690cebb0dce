export type { ComponentProps, ComponentStatus } from './contract';
export { componentNames, isComponentName, takesAnswer } from './names';
export { RichComponent } from './RichComponent';
export type { ArgumentsOf, ComponentName, ReplyOf } from './schemas';
