/** One of GitHub's two themes. */
export type Theme = 'light' | 'dark'

const COLOURS = {
  light: {
    page: '#ffffff',
    desktop: '#dbe4ee',
    window: '#ffffff',
    line: '#d3dae1',
    text: '#1c2430',
    quiet: '#5f6b79',
    accent: '#0f766e',
    tint: '#e6f2f0',
    onAccent: '#ffffff',
  },
  dark: {
    page: '#0d1117',
    desktop: '#1d2733',
    window: '#11161d',
    line: '#343e4a',
    text: '#e8edf2',
    quiet: '#97a3b0',
    accent: '#5fb8ad',
    tint: '#16282b',
    onAccent: '#0d1117',
  },
} as const satisfies Record<Theme, Record<string, string>>

const style = (theme: Theme) => `
:root { ${Object.entries(COLOURS[theme])
  .map(([name, colour]) => `--${name}: ${colour};`)
  .join(' ')} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.4 'Liberation Sans', Arial, sans-serif; }
figure { margin: 0; padding: 20px 24px 22px; display: grid; grid-template-columns: 392px 1fr; gap: 24px; background: var(--desktop); }
figcaption, .quiet { color: var(--quiet); font-size: 13.5px; }
figcaption { margin-bottom: 8px; }
.window { background: var(--window); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.bar { padding: 11px 16px; display: flex; justify-content: space-between; border-bottom: 1px solid var(--line); font-weight: bold; }
.entry { padding: 11px 16px 11px 32px; position: relative; border-bottom: 1px solid var(--line); }
.entry:last-child { border: 0; }
.entry.new { background: var(--tint); }
.entry.new::before { content: ''; position: absolute; left: 14px; top: 17px; width: 9px; height: 9px; border-radius: 50%; background: var(--accent); }
.title { display: flex; justify-content: space-between; }
.card { padding: 16px 18px; border-left: 5px solid var(--accent); }
.card h1 { margin: 0 0 6px; font-size: 19px; }
.card p { margin: 0 0 14px; }
.button { display: inline-block; padding: 7px 16px; border-radius: 6px; background: var(--accent); color: var(--onAccent); font-weight: bold; }
`

const entry = (title: string, when: string, text: string, isNew = false) => `
<div class="entry ${isNew ? 'new' : ''}">
  <div class="title"><b>${title}</b><span class="quiet">${when}</span></div>
  <div class="quiet">${text}</div>
</div>`

/**
 * A page with what people see: a notification, and its entry in the desktop menu. It is a drawing of our own. What it looks
 * like for your people is for WalkMe and your template to say.
 */
export function notificationPage(theme: Theme): string {
  return `<!doctype html><meta charset="utf-8"><title></title><style>${style(theme)}</style>
<figure>
  <div>
    <figcaption>in the desktop menu</figcaption>
    <div class="window">
      <div class="bar"><span>Notifications</span><span class="quiet">1 new</span></div>
      ${entry('CRM 4.10 is live', '10:42', 'Find an account by its phone number.', true)}
      ${entry('Your timesheet is due on Friday', 'Mon', 'Please send it by noon.')}
      ${entry('SSO works again', 'Thu', 'Nothing to do: you stay signed in.')}
    </div>
  </div>
  <div>
    <figcaption>and on the screen</figcaption>
    <div class="window card">
      <div class="title"><h1>CRM 4.10 is live</h1><span class="quiet">✕</span></div>
      <p>Find an account by its phone number, and export any list to Excel. Nothing to install: reload the page.</p>
      <span class="button">What is new in 4.10</span>
    </div>
  </div>
</figure>
<script>document.title = document.documentElement.offsetHeight</script>`
}
