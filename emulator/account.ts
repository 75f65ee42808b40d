/** The one button a template may have; its action is always a link (contract, `templateId`). */
export interface Button {
  text: string
  link: string
}

/** A custom template of ComCenter. Every text may hold placeholders such as `###VERSION###` or `##URL##`. */
export interface Template {
  id: string
  name: string
  title: string
  message: string
  button?: Button
}

/** A group of people who can be addressed by one ID. */
export interface Audience {
  id: string
  name: string
  /** End-user IDs, such as e-mail addresses. */
  members: string[]
}

/** Everything the emulator knows about one customer of WalkMe. It may be changed while the emulator runs. */
export interface Account {
  clientId: string
  clientSecret: string
  /** `false`: a key without the Notification API or without Write. It gets a token, and 403 on the send. */
  mayNotify: boolean
  /** IDs of the Workstation systems. With more than one, a send must name its system. */
  systems: string[]
  templates: Template[]
  audiences: Audience[]
}

const systems = ['e0e1e2e3e4e5e6e7e8e9eaebecedeeef', 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'] as const

/**
 * A made-up account, the same at every call: two systems, one template for a deploy announcement, two audiences that overlap.
 * The credentials use the alphabet of WalkMe's own (letters, digits, `-`, `_`) and open nothing anywhere.
 */
export function defaultAccount(): Account {
  return {
    clientId: 'emulator-client_Zx81Spectrum48',
    clientSecret: 'not-a_real-secret_9Qd2-Vt7_mK40xLpW',
    mayNotify: true,
    systems: [...systems],
    templates: [
      {
        id: '5eed0001-0000-4000-8000-00000000c0de',
        name: 'Deploy announcement',
        title: 'Version ###VERSION### is live',
        message: 'What changed: ###SUMMARY###',
        button: { text: 'What is new in ###VERSION###', link: '##URL##' },
      },
    ],
    audiences: [
      { id: '5eed0002-0000-4000-8000-00000000a001', name: 'Everybody in sales', members: members(1, 40) },
      { id: '5eed0003-0000-4000-8000-00000000a002', name: 'Support, first line', members: members(36, 50) },
    ],
  }
}

/** What makes it an account with one system, where a send need not name it. */
export function oneSystem(): Pick<Account, 'systems'> {
  return { systems: [systems[0]] }
}

function members(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    return `user-${String(first + index).padStart(2, '0')}@example.com`
  })
}
