package io.github.comspring.security;

import java.util.EnumSet;
import java.util.Set;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;

/**
 * A rule of an {@link ActivationPolicy} that is being written: first what narrows it,
 * then who has the rights, which finishes it.
 */
public final class RuleBuilder {

	private final ActivationPolicy.Builder policy;

	private final AuthorizationManagerFactory<? super Activation> factory;

	private final ClassSelector classes;

	private final Set<Origin> origins = EnumSet.noneOf(Origin.class);

	private final Set<Right> rights = EnumSet.noneOf(Right.class);

	private @Nullable ClassContext contexts;

	/**
	 * Starts a rule.
	 * @param policy takes the finished rule
	 * @param factory says what roles and authorities mean
	 * @param classes the classes that the rule is about
	 */
	RuleBuilder(ActivationPolicy.Builder policy, AuthorizationManagerFactory<? super Activation> factory,
			ClassSelector classes) {
		this.policy = policy;
		this.factory = factory;
		this.classes = classes;
	}

	/**
	 * Narrows the rule to some contexts; a rule without is about all of them.
	 * @param allowed where the class would run, one or several contexts
	 * @return this
	 */
	public RuleBuilder in(ClassContext allowed) {
		this.contexts = allowed.validate().and(ClassContext.ALL);
		return this;
	}

	/**
	 * Narrows the rule to clients in the process of the class object. Rules that name no
	 * place are about clients everywhere; one that names several, about all of those.
	 * @return this
	 */
	public RuleBuilder inProcess() {
		return from(Origin.IN_PROCESS);
	}

	/**
	 * Narrows the rule to clients in other processes of this machine.
	 * @return this
	 */
	public RuleBuilder fromLocal() {
		return from(Origin.LOCAL);
	}

	/**
	 * Narrows the rule to clients on other machines.
	 * @return this
	 */
	public RuleBuilder fromRemote() {
		return from(Origin.REMOTE);
	}

	/**
	 * Makes the rule about starting server processes. Rules that name no right are about
	 * all three; one that names several, about those.
	 * @return this
	 */
	public RuleBuilder mayLaunch() {
		return to(Right.LAUNCH);
	}

	/**
	 * Makes the rule about getting pointers from servers that run.
	 * @return this
	 */
	public RuleBuilder mayActivate() {
		return to(Right.ACTIVATE);
	}

	/**
	 * Makes the rule about calls through pointers. Where no rule names this right, those
	 * who may activate may also call.
	 * @return this
	 */
	public RuleBuilder mayAccess() {
		return to(Right.ACCESS);
	}

	/**
	 * Finishes the rule with a role.
	 * @param role the role without its prefix
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasRole(String role) {
		return finish("role " + role, this.factory.hasRole(role));
	}

	/**
	 * Finishes the rule with several roles, one of which is enough.
	 * @param roles the roles without their prefix
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasAnyRole(String... roles) {
		return finish("role " + String.join(" or ", roles), this.factory.hasAnyRole(roles));
	}

	/**
	 * Finishes the rule with several roles, all of which are needed.
	 * @param roles the roles without their prefix
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasAllRoles(String... roles) {
		return finish("role " + String.join(" with ", roles), this.factory.hasAllRoles(roles));
	}

	/**
	 * Finishes the rule with an authority.
	 * @param authority the authority
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasAuthority(String authority) {
		return finish("authority " + authority, this.factory.hasAuthority(authority));
	}

	/**
	 * Finishes the rule with several authorities, one of which is enough.
	 * @param authorities the authorities
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasAnyAuthority(String... authorities) {
		return finish("authority " + String.join(" or ", authorities), this.factory.hasAnyAuthority(authorities));
	}

	/**
	 * Finishes the rule with several authorities, all of which are needed.
	 * @param authorities the authorities
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder hasAllAuthorities(String... authorities) {
		return finish("authority " + String.join(" with ", authorities), this.factory.hasAllAuthorities(authorities));
	}

	/**
	 * Finishes the rule with everyone who has logged in.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder authenticated() {
		return finish("every authenticated client", this.factory.authenticated());
	}

	/**
	 * Finishes the rule with everyone who has logged in and was not merely remembered.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder fullyAuthenticated() {
		return finish("every fully authenticated client", this.factory.fullyAuthenticated());
	}

	/**
	 * Finishes the rule with the processes that run as the same operating-system user as
	 * this one, or know the secret that it was launched with, and with code of this
	 * process itself. Clients on other machines are never meant.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder sameUser() {
		return finish("every process of the same operating-system user", SameUser.ofThisProcess());
	}

	/**
	 * Finishes the rule with the code of this application, and of the one that has
	 * launched it, on threads that act for no user: schedulers, runners, start and stop,
	 * and every thread that no {@code SecurityContext} was handed over to. Such a rule
	 * says nothing of users, so that those behind it decide about them: write it first.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder localProcess() {
		return finish("the application itself, where it acts for no user,", new LocalProcess());
	}

	/**
	 * Finishes the rule with everybody.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder permitAll() {
		return finish("everybody", this.factory.permitAll());
	}

	/**
	 * Finishes the rule with nobody.
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder denyAll() {
		return finish("nobody", this.factory.denyAll());
	}

	/**
	 * Finishes the rule with whomever a manager admits.
	 * @param manager the manager, whose text becomes a part of the rule's sentence; it
	 * refuses if it answers {@code null}
	 * @return the policy, for the next rule
	 */
	public ActivationPolicy.Builder access(AuthorizationManager<? super Activation> manager) {
		return finish("whoever " + manager + " admits", manager);
	}

	private RuleBuilder from(Origin origin) {
		this.origins.add(origin);
		return this;
	}

	private RuleBuilder to(Right right) {
		this.rights.add(right);
		return this;
	}

	private ActivationPolicy.Builder finish(String who, AuthorizationManager<? super Activation> manager) {
		RuleScope scope = new RuleScope(this.classes, this.contexts, Set.copyOf(this.origins), Set.copyOf(this.rights));
		return this.policy.finish(this, new ActivationRule(scope, manager, scope.sentence(who)));
	}

	@Override
	public String toString() {
		return this.classes.description();
	}

}
