import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Verifies files of PDF: Verify FLAVOUR FILE…, the flavour 2b or ua1. Ends with 1 if one fails. */
public class Verify {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        boolean isWell = true;
        for (int index = 1; index < arguments.length; index++) {
            isWell &= verify(new File(arguments[index]), flavour);
        }
        System.exit(isWell ? 0 : 1);
    }

    private static boolean verify(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "conforms to" : "does not conform to";
            System.out.printf("%s %s %s, %d checks%n", file.getName(), verdict, flavour, result.getTotalAssertions());
            Map<String, TestAssertion> failed = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failed.putIfAbsent(rule, assertion);
                }
            }
            failed.forEach((rule, assertion) -> System.out.printf(
                    "  %s %s%n    %s%n", rule, assertion.getMessage(), assertion.getLocation().getContext()));
            return result.isCompliant();
        }
    }
}
