/**
 * Inside the iOS app the page runs in a web view, which offers this message handler: the app then buys `product` with
 * `appAccountToken`. A browser has none.
 */
export interface AppStoreOrder {
  readonly product: string
  readonly appAccountToken: string
}

interface WebView {
  webkit?: { messageHandlers?: { supernetStore?: { postMessage(order: AppStoreOrder): void } } }
}

export function findAppStore(page: object): ((order: AppStoreOrder) => void) | undefined {
  const handler = (page as WebView).webkit?.messageHandlers?.supernetStore
  return handler && ((order) => handler.postMessage(order))
}
