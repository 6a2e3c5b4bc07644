import type { CSSProperties } from 'react'

/** Inline, as old mail programs ask for; light, which is what a program shows that knows no schemes. */
export const STYLES = {
  page: {
    margin: '0', padding: '24px 12px', backgroundColor: '#f1f3f5', fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
    // Inherited by every text: whatever it holds, nothing is wider than a phone.
    overflowWrap: 'anywhere', wordBreak: 'break-word',
  },
  column: { width: '100%', maxWidth: '600px', tableLayout: 'fixed' },
  brand: { marginTop: '0', marginBottom: '12px', padding: '0 4px', fontSize: '15px', lineHeight: '24px', fontWeight: 700, color: '#364fc7' },
  card: { padding: '24px 24px 8px', backgroundColor: '#ffffff', border: '1px solid #dee2e6', borderRadius: '8px', tableLayout: 'fixed' },
  title: { margin: '0 0 16px', fontSize: '20px', lineHeight: '28px', fontWeight: 600, color: '#212529' },
  heading: { margin: '0 0 12px', fontSize: '17px', lineHeight: '25px', fontWeight: 600, color: '#212529' },
  text: { marginTop: '0', marginBottom: '16px', fontSize: '16px', lineHeight: '24px', color: '#212529' },
  quiet: { marginTop: '0', marginBottom: '16px', fontSize: '14px', lineHeight: '21px', color: '#495057' },
  button: {
    margin: '4px 0 20px', paddingTop: 12, paddingRight: 20, paddingBottom: 12, paddingLeft: 20, boxSizing: 'border-box',
    backgroundColor: '#3b5bdb', color: '#ffffff', borderRadius: '6px', fontSize: '16px', fontWeight: 600,
  },
  facts: { borderCollapse: 'collapse', margin: '0 0 20px' },
  label: { padding: '3px 0', fontSize: '16px', lineHeight: '24px', fontWeight: 400, color: '#495057', verticalAlign: 'top' },
  value: { padding: '3px 20px', fontSize: '16px', lineHeight: '24px', color: '#212529' },
  rule: { margin: '8px 0 24px', borderTop: '1px solid #dee2e6' },
  footer: { marginTop: '12px', marginBottom: '0', padding: '0 4px', fontSize: '13px', lineHeight: '20px', color: '#495057' },
  link: { color: '#364fc7', textDecoration: 'underline' },
} as const satisfies Record<string, CSSProperties>

/** What of it is another in the dark, for programs that know schemes: by class, and stronger than what is inline. */
export const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page,.page>table>tbody>tr>td{background-color:#141414!important}
.card{background-color:#242424!important;border-color:#424242!important}
.title,.heading,.text,.value{color:#e9ecef!important}
.quiet,.label,.footer{color:#b8bec4!important}
.brand,.link{color:#a5b4fc!important}
.rule{border-top-color:#424242!important}
}`
