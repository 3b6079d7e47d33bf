"""The local page over a store, and the same as one file: pages made on the server, that work whole without JavaScript.

`app` puts it together; `query` reads what an address asks for, `reader` opens the store, `chosen` counts what a
selection chooses; each page is a function of a connection and a query in `pages/`. Needs the extra `web`.
"""
