import connect from 'undici/lib/api/api-connect.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js'

// undici's index adds all API methods to the prototype. Tunnels need only this one; the rest is 240 kB (docs/adr/0006).
Dispatcher.prototype.connect = connect

export { ProxyAgent }
