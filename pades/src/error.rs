//! Why a seal could not be made.

/// Why a PDF could not be sealed, or a key not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The number drawn is no key of the curve: draw another (one draw in 2³²).
    #[error("this number is no key: draw another")]
    Chance,
    /// What was kept of a key is not a key with its certificate.
    #[error("the key and its certificate do not belong together")]
    Key,
    /// The certificate is not valid at the time of the stamp.
    #[error("the certificate of the key is not valid at that time")]
    NotValidThen,
    /// The PDF has a form already: it is sealed, or not of ours.
    #[error("the file has a form, or a seal, already")]
    HasForm,
    /// The signature needs more room than was kept for it: a defect of ours.
    #[error("the signature does not fit")]
    NoRoom,
    /// The PDF could not be read or written.
    #[error("the file cannot be read or written: {0}")]
    File(#[from] lopdf::Error),
    /// The same, of its bytes.
    #[error("the file cannot be written: {0}")]
    Writing(#[from] std::io::Error),
    /// A certificate or a signature could not be encoded: a defect of ours.
    #[error("the signature cannot be encoded: {0}")]
    Encoding(#[from] der::Error),
    /// The same, of a certificate.
    #[error("the certificate cannot be made: {0}")]
    Certificate(x509_cert::builder::Error),
}
