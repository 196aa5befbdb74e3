package sample.desk;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import sample.cards.IndexCardException;
import sample.rasterizer.DocumentException;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Tells people why their document was not drawn.
 */
@RestControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {

	@ExceptionHandler({ DocumentException.class, IndexCardException.class })
	ProblemDetail refuse(Exception ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail refuse(ComException ex) {
		return ProblemDetail.forStatusAndDetail(status(ex), Explanation.of(ex));
	}

	private static HttpStatus status(ComException ex) {
		if (ex.hresult().equals(HResult.E_ACCESSDENIED)) {
			return HttpStatus.FORBIDDEN;
		}
		boolean documents = SharedProcess.isLost(ex) || ex.hresult().equals(HResult.RPC_E_TIMEOUT);
		return documents ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.SERVICE_UNAVAILABLE;
	}

}
