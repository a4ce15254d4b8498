globalThis.exploreData = {"day":"2026-03-06","clusters":[{"id":"c-0123456789","label":"a/b <i>&amp; \"quoted\"","page":"clusters/c-0123456789.html","repos":58,"velocity7d":640.5,"isForming":true,"x":0.5,"y":-0.25}
],"repositories":[{"name":"acme/rocket","page":"repositories/acme/rocket.html","github":"https://github.com/acme/rocket","language":"a/b <i>&amp; \"quoted\"","stars":4321,"velocity24h":60.0,"velocity7d":55.43,"score":81.25,"rank":3,"probability":0.3125,"place":2,"tier":"surfacing","cluster":"c-0123456789","x":0.4,"y":-0.2}
,{"name":"a/b <i>&amp; \"quoted\"","page":"repositories/x-2a4199c387ddced6.html","stars":10,"tier":"watched"}
]};
