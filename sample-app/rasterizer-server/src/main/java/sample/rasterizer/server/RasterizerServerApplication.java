package sample.rasterizer.server;

import io.github.comspring.ComClass;
import sample.rasterizer.DocumentLimits;
import sample.rasterizer.PageRasterizer;
import sample.rasterizer.PdfBoxRasterizer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Serves the rasterizer to other processes. It is an ordinary application; what starts
 * it, and when it ends, is none of its business.
 */
@SpringBootApplication
public class RasterizerServerApplication {

	/**
	 * Starts the server.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(RasterizerServerApplication.class, args);
	}

	@ComClass(clsid = "{0E6C2A4B-7D1F-4B43-9C55-6A5B8B1F7D21}", progId = "Desk.PageRasterizer.1")
	PageRasterizer rasterizer() {
		return new PdfBoxRasterizer(DocumentLimits.DEFAULT);
	}

}
