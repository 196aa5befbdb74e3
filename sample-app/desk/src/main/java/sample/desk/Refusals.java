package sample.desk;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import sample.rasterizer.DocumentException;

/**
 * Tells people why their document was not drawn.
 */
@RestControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {

	@ExceptionHandler
	ProblemDetail refuse(DocumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail refuse(ComException ex) {
		boolean denied = ex.hresult().equals(HResult.E_ACCESSDENIED);
		return ProblemDetail.forStatusAndDetail(denied ? HttpStatus.FORBIDDEN : HttpStatus.SERVICE_UNAVAILABLE,
				ex.getMessage());
	}

}
