import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { buttonLook } from './buttonLook';
import { classes } from './classes';

/** A button that submits nothing unless told to; at least 36 px high, 44 px unless it is small. */
export function Button({
    kind,
    size,
    className,
    type = 'button',
    ...rest
}: ComponentProps<'button'> & VariantProps<typeof buttonLook>) {
    return <button type={type} className={classes(buttonLook({ kind, size }), className)} {...rest} />;
}
