declare module 'virtual:words' {
  type Load = () => Promise<{default: Record<string, string | Record<string, string>>}>;
  const languages: Record<string, {first: Load; more: Load}>;
  export default languages;
}
declare module 'virtual:icons' {
  const icons: Record<string, string>;
  export default icons;
}
interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: {createScriptURL(url: string): string}): {createScriptURL(url: string): string};
}
