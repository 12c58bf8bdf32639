/// What runs in the pages that a person works in, and notes what they do as a script would say it.
enum RecorderScripts {
    /// Listens on every page from its beginning; what was done is kept with the browser's tab until it is taken.
    static let listen =
        "(() => { if (window.__temaRecorder) return; window.__temaRecorder = true;" + PageScripts.tools + #"""
                const store = '__tema_record';
                const push = step => {
                    step.at = location.pathname + location.search;
                    const all = JSON.parse(sessionStorage.getItem(store) || '[]');
                    all.push(step);
                    sessionStorage.setItem(store, JSON.stringify(all));
                };
                const cellOf = (e, group) => {
                    const cell = e.closest('td, dd');
                    for (let p = cell?.previousElementSibling; p; p = p.previousElementSibling) {
                        const text = plain(p.textContent);
                        if (!text || p.querySelector(controls)) continue;
                        const found = ways.cell(text);
                        if (found.length === 1 && found[0] === e || group && found.includes(e)) return {cell: text};
                        if (found.includes(e)) return {cell: text, part: found.indexOf(e) + 1};
                    }
                    return null;
                };
                const only = (kind, text, e) => {
                    const found = text ? ways[kind](text) : [];
                    return found.length === 1 && found[0] === e ? {[kind]: text} : null;
                };
                const place = (e, group) => {
                    let found = null;
                    if (isButton(e)) found = only('button', caption(e), e);
                    else if (e.matches('a')) found = only('link', caption(e), e);
                    else {
                        if (!group) for (const label of labels(e)) found = found || only('label', label, e);
                        found = found || cellOf(e, group);
                    }
                    if (found) return found;
                    if (e.id) return {css: '#' + CSS.escape(e.id)};
                    if (e.name) return {css: `${e.localName}[name="${e.name}"]`};
                    return {css: e.localName};
                };
                const name = e => plain([...(e.labels || [])].map(l => l.textContent).join('')
                    || (e.nextSibling?.textContent ?? '')) || e.value;
                addEventListener('change', event => {
                    const e = event.target;
                    if (!event.isTrusted || !e.matches || !e.matches(controls)) return;
                    if (e.matches('select')) {
                        push({kind: 'choose', place: place(e), text: e.selectedOptions[0]?.textContent.trim() || ''});
                    } else if (e.type === 'radio') push({kind: 'choose', place: place(e, true), text: name(e)});
                    else if (e.type === 'checkbox') push({kind: e.checked ? 'tick' : 'untick', place: place(e), text: ''});
                    else if (e.type === 'file') push({kind: 'upload', place: place(e), text: e.files[0]?.name || ''});
                    else push({kind: e.type === 'password' ? 'secret' : 'type', place: place(e),
                        text: e.type === 'password' ? '' : e.value});
                }, true);
                addEventListener('click', event => {
                    const e = event.target.closest?.('button, input, a[href], [role=button]');
                    if (!event.isTrusted || !e || !(isButton(e) || e.matches('a'))) return;
                    push({kind: 'click', place: place(e), text: ''});
                }, true);
                for (const box of ['confirm', 'alert']) {
                    const own = window[box];
                    window[box] = text => {
                        const answer = own.call(window, text);
                        push({kind: box === 'alert' || answer ? 'accept' : 'dismiss', place: {},
                            text: String(text).split('\n')[0]});
                        return answer;
                    };
                }
            })();
            """#

    /// What was done since it was taken last, and what the page says in its heading.
    static let take = """
        const all = sessionStorage.getItem('__tema_record') || '[]';
        sessionStorage.removeItem('__tema_record');
        const said = document.querySelector('h1, h2, h3')?.textContent.trim() || document.title;
        return {steps: JSON.parse(all), heading: said, address: location.href};
        """
}
