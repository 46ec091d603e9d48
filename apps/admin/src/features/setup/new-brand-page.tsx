/** First start. */
export function NewBrandPage() {
  return <> </>;
}
