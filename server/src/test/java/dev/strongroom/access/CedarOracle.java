package dev.strongroom.access;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.strongroom.access.DrawnCatalog.Covered;
import dev.strongroom.access.DrawnCatalog.Place;
import dev.strongroom.access.DrawnCatalog.Target;
import dev.strongroom.catalog.Level;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Another opinion: the facts of a catalog as Cedar policies. Cedar says yes or no to one action on one thing; here is
/// only put together which questions make a decision, and which of several reasons to refuse is told.
final class CedarOracle {

    private static final AuthorizationEngine CEDAR = new BasicAuthorizationEngine();
    private static final EntityUID CALLER = id("Caller", "caller");

    private static final String EVERYWHERE = """
            forbid (principal, action, resource)
            unless { principal.purposes.contains(context.purpose) };

            permit (principal, action == Action::"try_parts", resource);

            forbid (principal, action in [Action::"see_partial", Action::"see_clear", Action::"try_parts"], resource)
            when { principal has factor_age && principal.factor_age >= 600000 };
            """;

    private final DrawnCatalog catalog;
    private final String policy;
    private final PolicySet policies;

    /// @param policy what decisions shall call the catalog
    CedarOracle(DrawnCatalog catalog, String policy) {
        this.catalog = catalog;
        this.policy = policy;
        try {
            this.policies = PolicySet.parsePolicies(text(catalog));
            policies.cache();
        } catch (AuthException | CacheException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static String text(DrawnCatalog catalog) {
        return Stream.of(
                        Stream.of(EVERYWHERE),
                        catalog.purposes().stream().map(CedarOracle::states),
                        catalog.places().stream().map(CedarOracle::exists),
                        catalog.covered().stream().map(CedarOracle::serves),
                        catalog.shown().entrySet().stream().map(shown -> shows(shown.getKey(), shown.getValue())),
                        catalog.searched().stream().map(target -> granted(target, "Action::\"search\"")))
                .flatMap(policies -> policies)
                .collect(Collectors.joining("\n"));
    }

    private static String states(String purpose) {
        return "permit (principal, action == Action::\"state\", resource == Purpose::\"%s\");".formatted(purpose);
    }

    private static String exists(Place place) {
        return "permit (principal, action == Action::\"name\", resource == %s);".formatted(thing(place));
    }

    private static String serves(Covered covered) {
        return "permit (principal, action == Action::\"serve\", resource == %s) when { context.purpose == \"%s\" };"
                .formatted(thing(covered.place()), covered.purpose());
    }

    private static String shows(Target target, Level level) {
        var upTo = EnumSet.range(Level.MASKED, level).stream()
                .map(lower -> "Action::\"%s\"".formatted(seeing(lower)))
                .collect(Collectors.joining(", "));
        return granted(target, upTo);
    }

    private static String granted(Target target, String actions) {
        return "permit (principal in Role::\"%s\", action in [%s], resource == %s) when { context.purpose == \"%s\" };"
                .formatted(
                        target.role(),
                        actions,
                        thing(target.what().place()),
                        target.what().purpose());
    }

    private static String thing(Place place) {
        return field(place.collection(), place.field()).toCedarExpr();
    }

    private static String seeing(Level level) {
        return switch (level) {
            case NONE -> throw new IllegalArgumentException("Nothing is seen");
            case MASKED -> "see_masked";
            case PARTIAL -> "see_partial";
            case CLEAR -> "see_clear";
        };
    }

    private static EntityUID id(String type, String id) {
        return EntityTypeName.parse(type).orElseThrow().of(id);
    }

    private static EntityUID field(String collection, String field) {
        return id("Field", collection + "/" + field);
    }

    Decision decide(AccessRequest request) {
        var now = new Asking(request);
        var justProven = request.factorAge().isEmpty() ? now : new Asking(request.withFactorAge(Optional.empty()));
        if (!now.may("state", id("Purpose", request.purpose()))) {
            return deny(Decision.Reason.PURPOSE_NOT_ALLOWED, "");
        }
        var fields = catalog.fields(request.collection());
        if (justProven.levels(fields).isEmpty()) {
            return deny(Decision.Reason.NOTHING_GRANTED, "");
        }
        for (var field : request.named()) {
            if (!now.may("name", field)) {
                return deny(Decision.Reason.UNKNOWN_FIELD, field);
            }
            if (!now.may("serve", field)) {
                return deny(Decision.Reason.NOT_COVERED, field);
            }
        }
        var wanted = request.named().isEmpty() ? fields : new TreeSet<>(request.named());
        var levels = justProven.levels(wanted);
        if (!now.levels(wanted).equals(levels)) {
            return deny(Decision.Reason.FACTOR_STALE, "");
        }
        var withheld = new TreeSet<>(wanted);
        withheld.removeAll(levels.keySet());
        return new Decision.Permit(policy, levels, withheld);
    }

    Decision decideSearch(AccessRequest request) {
        var decision = decide(request);
        if (decision instanceof Decision.Deny) {
            return decision;
        }
        var now = new Asking(request);
        boolean byParts = switch (request.kind()) {
            case EXACT, SUFFIX -> false;
            case PREFIX, CONTAINS, BETWEEN -> true;
        };
        if (byParts && !now.may("try_parts", request.field())) {
            return deny(Decision.Reason.FACTOR_STALE, "");
        }
        boolean granted = now.may("search", request.field()) && (!byParts || now.may("see_clear", request.field()));
        return granted ? decision : deny(Decision.Reason.SEARCH_NOT_GRANTED, request.field());
    }

    private Decision deny(Decision.Reason reason, String field) {
        return new Decision.Deny(policy, reason, field);
    }

    /// The questions of one caller.
    private final class Asking {

        private final AccessRequest request;
        private final Set<Entity> caller;
        private final Map<List<EntityUID>, Boolean> answers = new HashMap<>();

        Asking(AccessRequest request) {
            this.request = request;
            var attributes = new HashMap<String, Value>();
            attributes.put(
                    "purposes",
                    new CedarList(request.purposes().stream()
                            .<Value>map(PrimString::new)
                            .toList()));
            request.factorAge().ifPresent(age -> attributes.put("factor_age", new PrimLong(age.toMillis())));
            var roles = request.roles().stream().map(role -> id("Role", role)).collect(Collectors.toSet());
            this.caller = Set.of(new Entity(CALLER, attributes, roles));
        }

        Map<String, Level> levels(Set<String> fields) {
            var levels = new HashMap<String, Level>();
            for (var field : fields) {
                Stream.of(Level.MASKED, Level.PARTIAL, Level.CLEAR)
                        .takeWhile(level -> may(seeing(level), field))
                        .forEach(higher -> levels.put(field, higher));
            }
            return levels;
        }

        boolean may(String action, String field) {
            return may(action, field(request.collection(), field));
        }

        boolean may(String action, EntityUID thing) {
            var question = List.of(id("Action", action), thing);
            return answers.computeIfAbsent(question, asked -> answer(asked.getFirst(), asked.getLast()));
        }

        private boolean answer(EntityUID action, EntityUID thing) {
            Map<String, Value> context = Map.of("purpose", new PrimString(request.purpose()));
            try {
                var question = new AuthorizationRequest(CALLER, action, thing, context);
                var answer =
                        CEDAR.isAuthorized(question, policies, caller).success.orElseThrow();
                if (!answer.getErrors().isEmpty()) {
                    throw new IllegalStateException(answer.toString());
                }
                return answer.isAllowed();
            } catch (AuthException refused) {
                throw new IllegalStateException(refused);
            }
        }
    }
}
