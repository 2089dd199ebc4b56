"""What pyHanko says of a sealed PDF, as JSON, with a certificate as all that is trusted: seal.py FILE CERTIFICATE"""
import asyncio, json, logging, sys
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.ades import ades_basic_validation
from pyhanko.sign.validation.policy_decl import CertValidationPolicySpec, RevocationInfoGatheringSpec, SignatureValidationSpec
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)
trusted = [Certificate.load(open(sys.argv[2], "rb").read())]
# A certificate that nobody else vouches for is revoked by nobody: its installation tells of its keys.
unchecked = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
policy = CertValidationPolicySpec(SimpleTrustManager.build(trust_roots=trusted), CertRevTrustPolicy(unchecked))
with open(sys.argv[1], "rb") as file:
    (signature,) = PdfFileReader(file).embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=trusted, allow_fetching=False))
    ades = asyncio.run(ades_basic_validation(
        signature.signed_data, SignatureValidationSpec(policy), raw_digest=signature.compute_digest()))
    print(json.dumps({
        "intact": status.intact, "valid": status.valid, "trusted": status.trusted, "bottom_line": status.bottom_line,
        "coverage": status.coverage.name, "changes": status.modification_level and status.modification_level.name,
        "allowed": signature.docmdp_level.name, "ades": str(ades.ades_subindic),
        "format": signature.sig_object["/SubFilter"], "at": signature.self_reported_timestamp.isoformat(),
        "signed": [attribute["type"].native for attribute in signature.signer_info["signed_attrs"]],
        "mechanism": status.md_algorithm + " " + status.pkcs7_signature_mechanism,
        "name": signature.signer_cert.subject.native["common_name"],
    }))
