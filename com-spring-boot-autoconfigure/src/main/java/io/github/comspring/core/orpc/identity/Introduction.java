package io.github.comspring.core.orpc.identity;

import java.util.List;

import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * What a service control manager tells one process of another one.
 *
 * @param endpoints where the other one listens, at least one
 * @param ticket what lets the one in there
 */
public record Introduction(List<Endpoint> endpoints, byte[] ticket) {

	/**
	 * Copies the list.
	 */
	public Introduction {
		endpoints = List.copyOf(endpoints);
	}

	/**
	 * Leaves out what is nobody's business.
	 */
	@Override
	public String toString() {
		return "process at " + this.endpoints;
	}

}
