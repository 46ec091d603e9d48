/** First start. */
export function SetupPage({ token }: { token: string }) {
  return <>{token}</>;
}
