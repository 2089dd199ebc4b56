use analysis::matrix::{FirstColumn, Matrix, Maxima, Missing, ReadError, read};

fn read_plainly(text: &str) -> Result<Matrix, ReadError> {
    read(text, FirstColumn::Detect, &Maxima::Seen)
}

fn cells(matrix: &Matrix) -> Vec<Vec<Option<f64>>> {
    (0..matrix.people()).map(|row| (0..matrix.items().len()).map(|item| matrix.points(row, item)).collect()).collect()
}

#[test]
fn separators_and_decimals() {
    let expected = [[Some(1.0), Some(2.5)], [None, Some(0.0)]];
    for text in [
        "nom;Q1;Q2\nAwa;1;2,5\nÉlie;NA;0\n",
        "nom;Q1;Q2\r\nAwa;1;2.5\r\nÉlie;;0",
        "nom,Q1,Q2\nAwa,1,\"2,5\"\nÉlie,n/a,0\n",
        "\u{feff}nom\tQ1\tQ2\nAwa\t 1 \t2,5\n\nÉlie\tna\t0\n\t\t\n",
        // More commas than semicolons in the header.
        "nom;\"Q1\";Q2\nAwa;1;2,5\nÉlie;;0\n",
    ] {
        let matrix = read_plainly(text).unwrap();
        assert_eq!(cells(&matrix), expected, "{text:?}");
        assert_eq!(matrix.ids().unwrap(), ["Awa", "Élie"]);
        assert_eq!(matrix.items()[0].name, "Q1");
    }
    let commas = read_plainly("Code, poste;A, B;C, D, E\nx;1;0\ny;0;1\n").unwrap();
    assert_eq!(commas.items()[1].name, "C, D, E");
}

#[test]
fn the_first_column() {
    assert_eq!(read_plainly("Q1;Q2\n1;0\n0;1\n").unwrap().ids(), None);
    assert_eq!(read_plainly("ID;Q2\n1;0\n2;1\n").unwrap().ids().unwrap(), ["1", "2"]);
    assert_eq!(read_plainly(";Q2\n1;0\n2;1\n").unwrap().ids().unwrap(), ["1", "2"]);
    let forced = read("Q1;Q2\n1;0\n2;1\n", FirstColumn::Ids, &Maxima::Seen).unwrap();
    assert_eq!(forced.items().len(), 1);
    let item = read("ID;Q2\n1;0\n2;1\n", FirstColumn::Item, &Maxima::Seen).unwrap();
    assert_eq!(item.items()[0].name, "ID");
    // A slip of the pen does not turn an item into ids.
    let slip = ReadError::NotANumber { line: 3, column: 1, text: "O".into() };
    assert_eq!(read_plainly("Q1;Q2\n1;0\nO;1\n1;1\n"), Err(slip));
}

#[test]
fn errors_name_line_and_column() {
    let wrong = |line, column, text: &str| Err(ReadError::NotANumber { line, column, text: text.into() });
    assert_eq!(read_plainly("id;Q1\na;1\n\n\nb;x\n"), wrong(5, 2, "x"));
    assert_eq!(read_plainly("id;Q1\r\na;1\r\n\r\nb;x\r\n"), wrong(4, 2, "x"));
    assert_eq!(read_plainly("\nid;Q1\n\"a\nb\";1\nc;x"), wrong(5, 2, "x"));
    for text in ["1e3", "inf", "NaN", "1.2.3", "1 000", ".", "-", "1,000.5"] {
        assert_eq!(read_plainly(&format!("id;Q1\na;{text}\n")), wrong(2, 2, text));
    }
    let negative = ReadError::Points { line: 2, column: 2, value: -1.0, maximum: f64::INFINITY };
    assert_eq!(read_plainly("id;Q1\na;-1\n"), Err(negative));
    assert_eq!(read_plainly("id;Q1\na;1;2\n"), Err(ReadError::Ragged { line: 2, found: 3, expected: 2 }));
    assert_eq!(read_plainly("id;Q1;Q1\na;1;2\n"), Err(ReadError::Twice { column: 3, name: "Q1".into() }));
    assert_eq!(read_plainly("id;;Q1\na;1;2\n"), Err(ReadError::Unnamed { column: 2 }));
    assert_eq!(read_plainly(""), Err(ReadError::Empty));
    assert_eq!(read_plainly("id;Q1\n;\n"), Err(ReadError::NoPeople));
    assert_eq!(read_plainly("id\na\n"), Err(ReadError::NoItems));
    let given = |maxima: &[f64]| read("id;Q1;Q2\na;1;3\n", FirstColumn::Detect, &Maxima::Given(maxima.to_vec()));
    assert_eq!(given(&[1.0, 2.0]), Err(ReadError::Points { line: 2, column: 3, value: 3.0, maximum: 2.0 }));
    assert_eq!(given(&[1.0]), Err(ReadError::Maxima { found: 1, expected: 2 }));
    assert_eq!(given(&[1.0, 0.0]), Err(ReadError::Maximum { column: 3 }));
}

#[test]
fn missing_answers_by_either_policy() {
    let matrix = read_plainly("id;Q1;Q2\na;1;\nb;1;0\nc;NA;NA\n").unwrap();
    let zero = matrix.scores(Missing::Zero);
    assert_eq!((zero.people(), zero.filled(), zero.left_out(), zero.answered()), (3, 3, 0, [2, 1].as_slice()));
    assert_eq!(zero.totals(), [1.0, 1.0, 0.0]);
    let listwise = matrix.scores(Missing::Listwise);
    assert_eq!((listwise.people(), listwise.filled(), listwise.left_out(), listwise.kept()), (1, 0, 2, [1].as_slice()));
    assert_eq!(listwise.rest(0), [0.0]);
}
