package dev.strongroom;

/// A catalog whose purposes cannot all be stated at any time.
public final class TimedPurposes {

    private TimedPurposes() {}

    /// The shop's, with a purpose of each kind.
    public static String catalog() {
        var purposes = """
                  inquiry:
                    title: {en: Inquiry, zh-CN: 调查}
                    gdpr: legal_obligation
                    pipl: statutory_duty
                    retention: P1Y
                    access: approved
                    covers:
                      customers: [name, email]
                  probe:
                    title: {en: Probe, zh-CN: 核查}
                    gdpr: legal_obligation
                    pipl: statutory_duty
                    retention: P1Y
                    access: approved
                    approvals: 2
                    covers:
                      customers: [name, email]
                  rescue:
                    title: {en: Rescue, zh-CN: 抢救}
                    gdpr: vital_interests
                    pipl: emergency
                    retention: P1Y
                    access: break_glass
                    covers:
                      customers: [name, email]
                """;
        var grants = """
                      - purpose: inquiry
                        collection: customers
                        fields: {name: clear, email: clear}
                      - purpose: probe
                        collection: customers
                        fields: {name: clear}
                        search: [name]
                      - purpose: rescue
                        collection: customers
                        fields: {name: clear, email: partial}
                        search: [name]
                """;
        return RunningServer.sample("shop.yaml")
                .replaceFirst("(?m)^purposes:\\n", "purposes:\n" + purposes)
                .replaceFirst("(?m)(^  support_agent:\\n.*\\n    grants:\\n)", "$1" + grants);
    }
}
