/** Says that something was done; silent, but there for screen readers, while nothing was. */
export const Notice = ({ text }: { readonly text: string | undefined }) => <p role="status" className={text === undefined ? 'visually-hidden' : 'notice'}>{text ?? ''}</p>;
