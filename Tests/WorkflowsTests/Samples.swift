/// A correct workflow, as the job language's own description writes it.
enum Samples {
    static let job = """
        workflow: onestop
        title: ふるさと納税ワンストップ特例申請
        department: 市民税課

        intake:
          inbox: onestop
          split: form

        forms: [forms/onestop.yml]

        steps:
          - read:
              error-budget: 0.1%
          - check:
              - that: length(my_number) = 12
                else: 個人番号は12桁です
              - that: birth <= received
                else: 生年月日が受付日より後です
          - reconcile:
              with: residents
              on: [my_number, kana, birth]
              fill: {resident_id: id}
              unless-found: review
          - review: {by: clerk, second-person: [amount]}
          - export:
              file: onestop-{date}-{batch}.csv
              encoding: CP932
              columns: {宛名番号: resident_id, 氏名: kana, 寄附額: amount, 帳票: _document}

        time:
          baseline: {minutes: 3.3, spread: 0.6, sample: 30, timed: 2026-05-18, by: 市民税課, approved: 係長}
          valid-for: {form: onestop, version: 2026}

        """

    static let template = """
        form: onestop
        version: 2026
        paper: A4 portrait
        blank: onestop-blank.pdf
        pages: 2
        fields:
          - name: kana
            label: フリガナ
            zone: [52.0, 61.5, 96.0, 9.0]
            type: kana
            writing: hand
          - name: my_number
            label: 個人番号
            zone: [52.0, 92.0, 84.0, 8.0]
            cells: 12
            type: my-number
            writing: hand
            sensitive: true
          - name: era
            type: circled
            options: {昭和: [70, 80, 8, 5], 平成: [78, 80, 8, 5], 令和: [86, 80, 8, 5]}
          - name: birth
            type: era-date
            era: era
            cells: [[100, 80, 8, 8], [110, 80, 8, 8], [120, 80, 8, 8]]
          - name: received
            type: date
            zone: [150, 10, 40, 8]
          - name: amount
            type: yen
            zone: [150, 20, 40, 8]
            optional: true
          - name: consent
            type: checkbox
            zone: [20.0, 240.0, 4.0, 4.0]
          - name: topics
            type: mark-grid
            page: 2
            options: {窓口: [20, 20, 5, 5], 道路: [20, 30, 5, 5]}
          - name: items
            type: table
            zone: [20.0, 130.0, 170.0, 60.0]
            rows: 6
            columns: [{name: item, type: text, width: 80}, {name: price, type: yen, width: 40}, {name: day, type: date, width: 50, era: 令和}]
          - name: office
            type: text
            find: {right-of: 勤務先}
          - name: remarks
            type: text
            zone: [20, 200, 170, 20]
            lines: 2

        """

    static let site = """
        data: /var/lib/tema
        store: sqlite
        workers: 2
        workflows: [Workflows/onestop]
        registers:
          residents: {csv: registers/residents.csv, encoding: CP932, key: id,
                      columns: {id: 宛名番号, kana: フリガナ, birth: 生年月日, my_number: 個人番号}}
        station: {listen: 127.0.0.1:8080, language: ja}
        keep: {pages: 90 days, audit: 10 years, waiting: 30 days}

        """

    /// Everything above, each file in its place.
    static let files = [
        "tema.yml": site,
        "registers/residents.csv": "宛名番号,フリガナ,生年月日,個人番号\n",
        "Workflows/onestop/workflow.yml": job,
        "Workflows/onestop/forms/onestop.yml": template,
        "Workflows/onestop/forms/onestop-blank.pdf": "%PDF-1.4\n",
    ]
}
