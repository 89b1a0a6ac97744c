/// What is collected and why: collections, fields, purposes, legal bases, masks, search kinds, roles and grants.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "keys", "ledger", "approval", "pages"})
@NullMarked
package dev.strongroom.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
