declare module 'virtual:words' {
  const languages: Record<string, () => Promise<{default: Record<string, string | Record<string, string>>}>>;
  export default languages;
}
declare module 'virtual:icons' {
  const icons: Record<string, string>;
  export default icons;
}
interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: {createScriptURL(url: string): string}): {createScriptURL(url: string): string};
}
