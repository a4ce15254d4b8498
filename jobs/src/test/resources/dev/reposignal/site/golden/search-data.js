globalThis.searchEntries = [["article","Rockets climb","articles/2026-03-06.html","2026-03-06"]
,["article","A quiet week","articles/2026-02-27.html","2026-02-27"]
,["cluster","a/b <i>&amp; \"quoted\"","clusters/c-0123456789.html","rocket, a/b <i>&amp; \"quoted\""]
,["cluster","older theme","clusters/c-00000000ff.html","rocket, a/b <i>&amp; \"quoted\""]
,["repository","acme/rocket","repositories/acme/rocket.html","a/b <i>&amp; \"quoted\" · a/b <i>&amp; \"quoted\""]
,["repository","a/b <i>&amp; \"quoted\"","repositories/x-2a4199c387ddced6.html","a/b <i>&amp; \"quoted\" · a/b <i>&amp; \"quoted\""]
];
