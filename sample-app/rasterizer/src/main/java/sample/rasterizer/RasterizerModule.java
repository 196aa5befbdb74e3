package sample.rasterizer;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComModule;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.ServerRegistrar;
import io.github.comspring.ThreadingModel;

/**
 * The entry points of the jar.
 */
public final class RasterizerModule implements ComModule {

	private static final CoClass RASTERIZER = new CoClass(Clsid.of("{0E6C2A4B-7D1F-4B43-9C55-6A5B8B1F7D21}"),
			new ProgId("Desk.PageRasterizer.1"), null);

	private final ClassFactory<PageRasterizer> rasterizers = (type) -> new PdfBoxRasterizer(DocumentLimits.DEFAULT);

	@Override
	public Object getClassObject(Clsid clsid) {
		if (clsid.equals(RASTERIZER.clsid())) {
			return this.rasterizers;
		}
		throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "The rasterizer jar has no class " + clsid);
	}

	@Override
	public boolean canUnloadNow() {
		return true;
	}

	@Override
	public void registerServer(ServerRegistrar registrar) {
		registrar.coClass(RASTERIZER, "Draws the pages of PDF documents", ThreadingModel.BOTH);
	}

}
