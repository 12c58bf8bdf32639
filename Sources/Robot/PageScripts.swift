/// What runs in the pages of other systems, to find elements as a person would name them.
enum PageScripts {
    /// Defines `tema` in the page's function.
    static let tools = #"""
        const plain = text => (text || '').normalize('NFKC').replace(/[\s\u3000]+/g, '')
            .replace(/^[*※]+/, '').replace(/[:*※]+$/, '').replace(/[(\[](必須|任意)[)\]]$/, '');
        const shown = e => e.isConnected && e.getClientRects().length > 0
            && getComputedStyle(e).visibility !== 'hidden';
        const controls = 'input:not([type=hidden]), select, textarea';
        const isButton = e => e.matches('button, input[type=submit], input[type=button], input[type=image], '
            + 'input[type=reset], [role=button]');
        const isField = e => e.matches(controls) && !isButton(e);
        const byIDs = ids => (ids || '').split(/\s+/).map(id => document.getElementById(id)?.textContent || '').join('');
        const labels = e => [e.getAttribute('aria-label'), byIDs(e.getAttribute('aria-labelledby')), e.title,
            e.placeholder, ...[...(e.labels || [])].map(l => {
                const copy = l.cloneNode(true);
                copy.querySelectorAll('select, textarea, option').forEach(c => c.remove());
                return copy.textContent;
            })].map(plain).filter(t => t);
        const caption = e => plain(e.matches('input') ? e.value || e.alt : e.getAttribute('aria-label')
            || e.textContent || e.querySelector('img')?.alt);
        const roles = {textbox: 'input:not([type]), input[type=text], textarea', checkbox: 'input[type=checkbox]',
            radio: 'input[type=radio]', combobox: 'select', link: 'a[href]', heading: 'h1, h2, h3, h4, h5, h6',
            table: 'table', row: 'tr', cell: 'td', dialog: 'dialog', alert: '[role=alert]'};
        const all = css => [...document.querySelectorAll(css)].filter(shown);
        const beside = (value, part) => {
            const result = [];
            for (const cell of all('th, td, dt')) {
                if (plain(cell.textContent) !== value || cell.querySelector(controls)) continue;
                const options = [];
                for (let next = cell.nextElementSibling; next; next = next.nextElementSibling) {
                    if (next.matches('th, dt')) break;
                    options.push(next);
                }
                const row = cell.closest('tr'), below = row?.nextElementSibling?.cells?.[cell.cellIndex];
                if (below && (cell.matches('th') && !options.length)) options.push(below);
                const held = options.find(o => [...o.querySelectorAll(controls)].some(shown)) || options[0];
                if (!held) continue;
                const inner = [...held.querySelectorAll(controls)].filter(e => shown(e) && !isButton(e));
                if (part) { if (inner[part - 1]) result.push(inner[part - 1]); }
                else if (inner.length) result.push(...inner);
                else result.push(held);
            }
            return result;
        };
        const texts = value => all('body *:not(script):not(style):not(option)').filter(e =>
            plain(e.innerText ?? e.textContent).includes(value)
            && ![...e.children].some(c => shown(c) && plain(c.innerText ?? c.textContent).includes(value)));
        const ways = {
            label: v => all(controls).filter(e => isField(e) && labels(e).includes(v)),
            button: v => all('button, input, [role=button]').filter(e => isButton(e) && caption(e) === v),
            link: v => all('a[href], area[href]').filter(e => caption(e) === v),
            role: (v, n) => all(roles[v] ? roles[v] + `, [role=${v}]` : v === 'button'
                ? 'button, input[type=submit], input[type=button], [role=button]' : `[role=${v}]`)
                .filter(e => !n || caption(e) === n || labels(e).includes(n)),
            cell: (v, n, part) => beside(v, part),
            text: v => texts(v),
            css: (v, n, part, raw) => all(raw),
        };
        const find = spec => {
            const v = plain(spec.value), n = spec.name ? plain(spec.name) : null;
            if (spec.kind !== 'any') return ways[spec.kind](v, n, spec.part, spec.value);
            for (const way of ['label', 'button', 'link', 'cell', 'text']) {
                const found = ways[way](v, n, spec.part);
                if (found.length) return found;
            }
            return [];
        };
        const value = e => e.matches('select') ? [...e.selectedOptions].map(o => o.textContent.trim()).join(';')
            : e.matches('input[type=checkbox], input[type=radio]') ? (e.checked ? '1' : '0')
            : e.matches('input, textarea') ? e.value : (e.innerText ?? e.textContent).trim();

        """#

    /// The elements that a place means.
    static let find = tools + "return find(arguments[0]);"

    /// Which of these places the page shows, and whether it has loaded, as one look.
    static let look =
        tools + """
            return {shown: arguments[0].map(s => find(s).length > 0), ready: document.readyState === 'complete',
                address: location.href,
                status: performance.getEntriesByType('navigation')[0]?.responseStatus || 0};
            """

    static let value = tools + "return value(arguments[0]);"

    /// What is to be clicked so that an option is chosen: an option of a list, or one of several radio buttons.
    static let option =
        tools + """
            const [elements, wanted] = arguments, w = plain(wanted);
            const list = elements.length === 1 && elements[0].matches('select') ? elements[0] : null;
            if (list) return [...list.options].filter(o => plain(o.textContent) === w || o.value === wanted);
            const name = e => plain([...(e.labels || [])].map(l => l.textContent).join('')
                || (e.nextSibling?.textContent ?? ''));
            return elements.filter(e => e.matches('input[type=radio]') && (name(e) === w || e.value === wanted));
            """

    /// The captions of what can be named on the page, for proposals.
    static let names =
        tools + """
            return [...new Set([...all(controls).flatMap(labels), ...all('button, input, a[href]').filter(e =>
                isButton(e) || e.matches('a')).map(caption), ...all('th, dt').map(e => plain(e.textContent))])]
                .filter(t => t && t.length <= 40).slice(0, 400);
            """

    /// Keeps what was typed out of pictures.
    static let mask = "arguments[0].style.webkitTextSecurity = 'disc';"

    /// Gives a control a value that can't be typed by keys, as a date's.
    static let set = """
        const [e, v] = arguments;
        e.value = v;
        e.dispatchEvent(new Event('input', {bubbles: true}));
        e.dispatchEvent(new Event('change', {bubbles: true}));
        """
}
