package io.github.comspring.beans;

import io.github.comspring.ComInterface;

/**
 * An interface for tests.
 */
@ComInterface("{5d6bfa3f-3a6e-4d0f-b3a6-0c7f4d2a7a01}")
interface Rasterizer {

	String CLSID = "{5D6BFA3F-3A6E-4D0F-B3A6-0C7F4D2A7A02}";

	String OTHER_CLSID = "{5D6BFA3F-3A6E-4D0F-B3A6-0C7F4D2A7A03}";

	String rasterize(String page);

}
