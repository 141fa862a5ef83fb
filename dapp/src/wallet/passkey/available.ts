/** Passkeys belong to a domain: there are none on a page of a bare address, nor on one without TLS. */
const ADDRESS = /^(\d+\.){3}\d+$|^\[/

export const passkeysWork = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !ADDRESS.test(window.location.hostname)
